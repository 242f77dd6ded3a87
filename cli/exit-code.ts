/** What the shell is told (design §11). */
export const ExitCode = { done: 0, failed: 1, badInput: 2 } as const;
