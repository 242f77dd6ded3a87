/** The full path of `command` in the folders of `path` (written like `PATH`), or null. */
export function findOnPath(command: string, path: string): string | null;

export function isExecutable(file: string): boolean;
