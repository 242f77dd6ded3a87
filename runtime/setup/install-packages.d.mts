/**
 * Runs `npm ci` when it is needed, saying so first.
 * @throws when npm fails
 */
export function installPackages(): void;

/** In what node_modules differs from the lock file, in words; null when it does not. */
export function describeDifference(project: string): string | null;
