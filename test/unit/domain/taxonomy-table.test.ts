import { expect, it } from 'vitest';
import { taxonomyTable } from '../../../domain/taxonomy/taxonomy-table.js';

it('docs/taxonomy.md is what the tables say', async () => {
  await expect(taxonomyTable()).toMatchFileSnapshot('../../../docs/taxonomy.md');
});
