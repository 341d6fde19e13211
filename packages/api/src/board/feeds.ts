// The board as feeds: Atom (RFC 4287) and JSON Feed 1.1.
import type { PublicItem } from '@six-order/community/publication/item';
import { escapeHtml } from '../html.ts';
import { headlineSaid, type Out, resultSaid } from './present-item.ts';

export interface FeedOf {
  readonly title: string;
  /** Where the feed itself is, and the page that it is about. */
  readonly self: string;
  readonly page: string;
  readonly entries: readonly { readonly item: PublicItem; readonly out: Out }[];
}

/** Characters that XML 1.0 has no way to hold. */
const unholdable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const xml = (text: string): string => escapeHtml(text.replaceAll(unholdable, ''));
const iso = (at: number): string => new Date(at).toISOString();
const words = (out: Out): string => [out.before, resultSaid(out)].filter((said) => said !== null).join('\n');

/** An empty feed is as old as the board: it has no instant of its own. */
const NEVER = '2026-01-01T00:00:00.000Z';

export function atomOf({ title, self, page, entries }: FeedOf): string {
  const newest = entries.length === 0 ? NEVER : iso(Math.max(...entries.map(({ item }) => item.changedAt)));
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<id>${xml(self)}</id>
<title>${xml(title)}</title>
<updated>${newest}</updated>
<author><name>六单</name></author>
<link rel="self" type="application/atom+xml" href="${xml(self)}"/>
<link rel="alternate" type="text/html" href="${xml(page)}"/>
${entries
  .map(
    ({ item, out }) => `<entry>
<id>urn:six-order:item:${out.alias}</id>
<title>${xml(headlineSaid(out))}</title>
<published>${iso(item.publishedAt)}</published>
<updated>${iso(item.changedAt)}</updated>
<link rel="alternate" type="text/html" href="${xml(out.url)}"/>
<category term="${out.category.code}" label="${xml(out.category.name.zh)}"/>
<content type="text">${xml(words(out))}</content>
</entry>`,
  )
  .join('\n')}
</feed>
`;
}

export const jsonFeedOf = ({ title, self, page, entries }: FeedOf): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: page,
    feed_url: self,
    language: 'zh-CN',
    items: entries.map(({ item, out }) => ({
      id: `urn:six-order:item:${out.alias}`,
      url: out.url,
      title: headlineSaid(out),
      content_text: words(out),
      date_published: iso(item.publishedAt),
      date_modified: iso(item.changedAt),
      tags: [out.category.name.zh, out.place.name],
    })),
  });
