/** The full path of `command` in the folders of `path` (`PATH`), then in the usual folders; or null. */
export function findOnPath(command: string, path: string): string | null;

export function isExecutable(file: string): boolean;
