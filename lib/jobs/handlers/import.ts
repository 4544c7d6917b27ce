import { importUpload } from "#lib/capture/import-upload.ts";

export const runImport = importUpload;
