"use client";

import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { callApiQuietly, isProblem, reasonOf } from "#components/ui/api.ts";
import classes from "./page.module.css";

export function SignInForm({ next }: { next: string }) {
  const signIn = useMutation({
    mutationFn: (credentials: { email: string; password: string }) =>
      callApiQuietly("/api/auth/sign-in/email", { method: "POST", body: credentials }),
    // A full load, so that every server component sees the new session.
    onSuccess: () => window.location.assign(next),
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signIn.mutate({ email: String(form.get("email")), password: String(form.get("password")) });
  }

  return (
    <form onSubmit={submit} className={classes.form}>
      <TextInput
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        required
        withAsterisk={false}
        autoFocus
      />
      <PasswordInput
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        visibilityToggleButtonProps={{ "aria-label": "Show what is typed", "aria-hidden": false }}
      />
      {signIn.error && (
        <p role="alert" className={classes.refused}>
          {refusal(signIn.error)}
        </p>
      )}
      <Button type="submit" variant="filled" fullWidth loading={signIn.isPending || signIn.isSuccess}>
        Sign in
      </Button>
      <p className={classes.hint}>
        When it starts, the server names the first owner's address and the file with the password.
      </p>
    </form>
  );
}

function refusal(error: unknown): string {
  if (isProblem(error) && error.status === 401) return "No account has this email and password.";
  if (isProblem(error) && error.status === 429) return "Too many tries. Wait a minute and try again.";
  return reasonOf(error);
}
