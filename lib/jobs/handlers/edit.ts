import { editSlice } from "#lib/curation/edit-slice.ts";

export const runEdit = editSlice;
