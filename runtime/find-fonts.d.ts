/** Whether a Chinese font is installed; null when it cannot be told (no fontconfig). */
export function hasChineseFonts(path: string): Promise<boolean | null>;
