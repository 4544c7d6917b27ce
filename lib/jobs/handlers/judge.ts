import { judgeByReward } from "#lib/feedback/judge/judge-by-reward.ts";

export const runJudge = judgeByReward;
