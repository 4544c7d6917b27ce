"use client";

import { Modal, type ModalRootProps } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./dialog.module.css";

interface DialogProps extends ModalRootProps {
  title: ReactNode;
  children: ReactNode;
}

/** A dialog with its title and a labeled close button. Its head is no `header`: the page has one already. */
export function Dialog({ title, children, ...root }: DialogProps) {
  return (
    <Modal.Root {...root}>
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content classNames={{ content: classes.content }}>
        <div className={classes.head}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </div>
        <Modal.Body className={classes.body}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
