// What counts as the same draft as one that went by an upheld objection.
import type { PreparedPhoto } from '@six-order/community/publication/photo';
import type { Unseal } from '@six-order/community/publication/proposal';
import { likenessOf, shownOf, type ShownDraft } from '@six-order/community/publication/upheld';
import type { OrderId } from '@six-order/engine';
import { expect, test } from 'vitest';

const order = '01900000-0000-7000-8000-000000000001' as OrderId;
/** A sealed value is named by what it says. */
const sealed = (says: string) => ({ sealed: says, digest: says });
const unseal = async (_: OrderId, ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, id]));

const covered = { x: 0, y: 0, width: 100, height: 100 };
const door = { x: 500, y: 500, width: 100, height: 100 };
const halves = [
  { ...covered, width: 50 },
  { ...covered, x: 50, width: 50 },
];
const apart = [
  { ...covered, width: 40 },
  { ...covered, x: 60, width: 40 },
];
const photo = (name: string, ...areas: PreparedPhoto['areas']): PreparedPhoto => ({
  photo: name,
  side: 'after',
  areas,
  at: 0,
  by: null,
});
const draft = (text: string, photos: readonly PreparedPhoto[] = [], after?: string, fields?: readonly string[]): ShownDraft =>
  shownOf({ title: sealed('漏水修好'), text: sealed(text), ...(after && { after: sealed(after) }), photos }, fields);

const isAsUpheld = async (open: Unseal, now: ShownDraft, upheld: readonly ShownDraft[]): Promise<boolean> =>
  (
    await likenessOf(
      open,
      order,
      now,
      upheld.map((one) => ({ ...one, at: 0, undecided: false })),
    )
  )?.same ?? false;

const words = '三楼过道顶板漏水。';
const was = draft(words);
const withPhotos = draft(words, [photo('a', covered), photo('b')]);

test.each<readonly [what: string, same: boolean, draft: ShownDraft, upheld: ShownDraft]>([
  ['the same words', true, draft(words), was],
  ['other spaces, punctuation and width', true, draft(' 三楼过道，顶板漏水'), was],
  ['other words', false, draft('二楼过道顶板漏水。'), was],
  ['what was done is said, too', false, draft(words, [], '换了管'), was],
  ['what was done was not to be seen, and is not', true, draft(words, [], '换了管', []), draft(words, [], '修好了', [])],
  ['a photograph beside the same words', true, draft(words, [photo('a')]), was],
  ['the same words and photographs', true, draft(words, [photo('b'), photo('a', covered)]), withPhotos],
  ['one more photograph', true, draft(words, [photo('a', covered), photo('b'), photo('c')]), withPhotos],
  ['less of one covered', true, draft(words, [photo('a'), photo('b')]), withPhotos],
  ['more of one covered', false, draft(words, [photo('a', covered, door), photo('b')]), withPhotos],
  ['less under the same cover', true, draft(words, [photo('a', { ...covered, width: 50, height: 50 }), photo('b')]), withPhotos],
  ['the cover a hair aside', true, draft(words, [photo('a', { ...covered, x: 1 }), photo('b')]), withPhotos],
  ['the cover in two', true, draft(words, [photo('a', ...halves), photo('b')]), withPhotos],
  ['two covers in one', true, draft(words, [photo('a', covered)]), draft(words, [photo('a', ...halves)])],
  ['a gap between two covered', false, draft(words, [photo('a', covered)]), draft(words, [photo('a', ...apart)])],
  ['the cover elsewhere', false, draft(words, [photo('a', { ...covered, x: 10 }), photo('b')]), withPhotos],
  ['one of them left out', false, draft(words, [photo('a', covered)]), withPhotos],
  ['photographs that nobody saw', true, draft(words), draft(words, [photo('a')], undefined, ['after'])],
])('%s: %s', async (_, same, now, upheld) => {
  expect(await isAsUpheld(unseal, now, [draft('别的'), upheld])).toBe(same);
});

test('what was erased is the same: nothing is published that cannot be compared', async () => {
  const erased = async (_: OrderId, ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, null]));
  expect(await isAsUpheld(erased, draft('二楼'), [was])).toBe(true);
});

test.each([
  ['upheld', '漏水', '二楼', true],
  ['new', '漏水', '二楼', true],
  ['upheld', '电路', '二楼', false],
])('of which only the %s text is gone is the same, under the title %s if that is: %s, %s', async (side, title, text, same) => {
  const gone = side === 'upheld' ? '漏水，二楼' : text;
  const some = async (_: OrderId, ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, id === gone ? null : id]));
  const now = shownOf({ title: sealed(title), text: sealed(text) });
  const before = shownOf({ title: sealed('漏水'), text: sealed('漏水，二楼') });
  expect(await isAsUpheld(some, now, [before])).toBe(same);
});

test.each([
  ['one word', '三楼王家漏水', '三楼一户漏水', [['text', '王家', '一户']]],
  ['a word left out', '三楼王家漏水', '三楼漏水', [['text', '王家', '']]],
  ['a sentence more', '三楼王家漏水', '三楼王家漏水，不是他们的错', [['text', '', '，不是他们的错']]],
  [
    'something before it and something after it',
    '三楼王家漏水，水滴到二楼。',
    '据了解，三楼王家漏水，水滴到二楼。谢谢。',
    [
      ['text', '', '据了解，'],
      ['text', '', '。谢谢'],
    ],
  ],
  [
    'a word at its beginning and one at its end',
    '三楼王家漏水，水从顶板滴到二楼过道，物业昨天查过。',
    '三楼一户漏水,水从顶板滴到二楼过道，物业今早查过。',
    [
      ['text', '王家', '一户'],
      ['text', '昨天', '今早'],
    ],
  ],
  [
    'its sentences, the last of them first',
    '三楼王家漏水。物业昨天查过。二楼过道湿滑。老人摔过一跤。',
    '老人摔过一跤。二楼过道湿滑。物业昨天查过。三楼王家漏水。',
    [
      ['text', '三楼王家漏水。物业昨天查过', '老人摔过一跤'],
      ['text', '老人摔过一跤', '物业昨天查过。三楼王家漏水'],
    ],
  ],
  ['nothing but a photograph', '三楼王家漏水', '三楼 王家漏水。', []],
  ['most of it', '三楼王家漏水，地面湿滑，老人摔过一跤', '楼道积水已经清理', null],
])('of what is nearly the same it is told what is other: %s', async (_, was, is, changes) => {
  const objected = { ...draft(was, [photo('a')]), at: 5, undecided: true };
  const like = await likenessOf(unseal, order, draft(is), [objected]);
  expect(like && { ...like, changes: like.changes.map((one) => [one.field, one.was, one.is]) }).toEqual(
    changes && { at: 5, undecided: true, same: false, changes },
  );
});
