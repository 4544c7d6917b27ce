"use client";

import { Button, type ButtonProps } from "@mantine/core";
import Link from "next/link";

interface ButtonLinkProps extends ButtonProps {
  href: string;
}

/** A link that looks like a button; server components cannot hand a link component to a button themselves. */
export function ButtonLink(props: ButtonLinkProps) {
  return <Button component={Link} {...props} />;
}
