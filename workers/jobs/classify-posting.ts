import { contactKey } from '../../leads/contact-key.js';
import { dateIn } from '../../domain/calendar/iso-date.js';
import { maskContact } from '../../domain/mask-contact.js';
import { saveClassification } from '../../db/findings/save-classification.js';
import { loadPosting } from '../../db/postings/load-posting.js';
import { findSchoolBreaks } from '../../db/school-breaks/find-school-breaks.js';
import { getSource } from '../../db/sources/find-sources.js';
import { defineJob } from './define-job.js';

/** posting → finding */
export const classifyPosting = defineJob({
  queue: 'classify',
  concurrency: ({ classifyConcurrency }) => classifyConcurrency,
  async run({ postingId, version }, { database, queues, classifier, contactSecret, seal, crawl }) {
    const posting = await loadPosting(database, postingId);
    // A newer version has its own job.
    if (posting === undefined || posting.version !== version) return;
    const source = await getSource(database, posting.sourceId);

    const seenOn = posting.publishedAt ?? posting.firstSeenAt;
    const classification = classifier.classify({
      id: String(postingId),
      title: posting.title,
      text: posting.body,
      image: posting.imageText,
      url: posting.url,
      kind: posting.kind === 'ad' ? source.kind : posting.kind,
      publishedOn: dateIn(crawl.timeZone, seenOn),
      schoolBreaks: await findSchoolBreaks(database),
    });

    const contacts = classification.contacts.map((contact) => ({
      kind: contact.kind,
      contactKey: contactKey(contact, contactSecret),
      masked: maskContact(contact),
    }));
    if (await saveClassification(database, posting, classification, contacts, seal)) {
      await queues.add('group', [{ postingId, version }]);
    }
  },
});
