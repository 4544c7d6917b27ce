"use client";

import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { setNonce } from "get-nonce";
import { type ReactNode, useState } from "react";
import { isProblem } from "./api.ts";
import { paletteVariables } from "./palette.ts";
import { theme } from "./theme.ts";

/** A refused request stays refused; only what may pass by itself is tried again. */
function mayRetry(failures: number, error: unknown): boolean {
  return failures < 2 && !(isProblem(error) && error.status < 500);
}

export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const [queries] = useState(() => {
    // Scroll locks of dialogs write a style element of their own and read the nonce from here.
    setNonce(nonce);
    return new QueryClient({
      defaultOptions: { queries: { retry: mayRetry, staleTime: 15_000, refetchOnWindowFocus: false } },
    });
  });
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={paletteVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <Notifications position="bottom-right" autoClose={6000} />
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </MantineProvider>
  );
}
