/** audit log → file: every entry with its hashes, so that it can be checked without us. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readAudit } from '../db/audit/read-audit.js';
import { recordAudit } from '../db/audit/record-audit.js';
import type { AuditHead } from '../domain/audit-chain.js';
import type { Deps } from './deps.js';
import { openDraftFile } from './draft-file.js';

/**
 * Writes the whole audit log to `path` as JSON lines (`AuditRowSchema`). That it is handed out, by whom and
 * what for, is an entry of it before the first line is read.
 * @returns the entry that tells of this export
 * @throws {InvalidInput} when `path` or its folder cannot be written
 */
export async function writeAuditFile(
  { database }: Pick<Deps, 'database'>,
  request: { readonly path: string; readonly purpose: string; readonly exportedBy: string },
): Promise<{ readonly entries: number; readonly sha256: string; readonly asked: AuditHead }> {
  const file = await openDraftFile(request.path);
  try {
    const asked = await recordAudit(database, {
      ...{ userId: null, actor: request.exportedBy, action: 'export-audit' },
      ...{ objectType: 'audit', objectId: null, detail: { purpose: request.purpose } },
    });
    let entries = 0;
    async function* lines() {
      for await (const rows of readAudit(database)) {
        entries += rows.length;
        yield rows.map((row) => `${JSON.stringify(row)}\n`).join('');
      }
    }
    await pipeline(Readable.from(lines()), file.out);
    const sha256 = await file.hash();
    await file.publish();
    return { entries, sha256, asked };
  } finally {
    await file.discard();
  }
}
