"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { type JobItem, jobSchema } from "#lib/jobs/schemas.ts";
import { type ApiRequest, callApi, callApiQuietly, workspaceUrl } from "./api.ts";

const jobListSchema = z.object({ items: z.array(jobSchema) });

const activePollMs = 1000;
const idlePollMs = 20_000;

export function isJobActive(job: JobItem): boolean {
  return job.state === "queued" || job.state === "running";
}

const jobsKey = (workspace: string) => ["jobs", workspace];

/** The workspace's jobs, newest first; asked for often only while one runs. */
export function useJobs(workspace: string) {
  return useQuery({
    queryKey: jobsKey(workspace),
    queryFn: async ({ signal }) =>
      (await callApi(jobListSchema, workspaceUrl(workspace, "jobs"), { signal })).items,
    refetchInterval: query => (query.state.data?.some(isJobActive) ? activePollMs : idlePollMs),
  });
}

/** One job, followed until it ends. */
export function useJob(workspace: string, jobId: string | null) {
  return useQuery({
    queryKey: [...jobsKey(workspace), jobId],
    queryFn: ({ signal }) => callApi(jobSchema, workspaceUrl(workspace, `jobs/${jobId}`), { signal }),
    enabled: jobId !== null,
    staleTime: 0,
    refetchInterval: query => (query.state.data && !isJobActive(query.state.data) ? false : activePollMs / 2),
  });
}

/** Starts a job by a POST that answers with it, and makes the tray look at once. */
export function useStartJob(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (start: {
      path: string;
      query?: Record<string, string | undefined>;
      body: ApiRequest["body"];
    }) =>
      callApi(jobSchema, workspaceUrl(workspace, start.path, start.query), {
        method: "POST",
        body: start.body,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: jobsKey(workspace) }),
  });
}

export function useCancelJob(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (jobId: string) =>
      callApiQuietly(workspaceUrl(workspace, `jobs/${jobId}`), { method: "DELETE" }),
    onSettled: () => queries.invalidateQueries({ queryKey: jobsKey(workspace) }),
  });
}
