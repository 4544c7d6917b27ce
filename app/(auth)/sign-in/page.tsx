import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Logo } from "#components/shell/logo.tsx";
import { currentUser } from "#lib/http/principal.ts";
import { SignInForm } from "./client.tsx";
import classes from "./page.module.css";
import { readNext } from "./search-params.ts";

export const metadata: Metadata = { title: "Sign in" };

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignIn({ searchParams }: PageProps) {
  const next = readNext((await searchParams).next);
  if (await currentUser()) redirect(next);
  return (
    <main className={classes.page}>
      <div className={classes.panel}>
        <div className={classes.logo}>
          <Logo size={22} />
          <h1 className={classes.name}>Espalier</h1>
        </div>
        <SignInForm next={next} />
      </div>
    </main>
  );
}
