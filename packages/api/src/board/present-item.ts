// An item of the board as the public reads it.
import type { z } from 'zod';
import { dayOf, sayDay } from '@six-order/community/calendar/day';
import { categoryName } from '@six-order/community/catalogue/catalogue';
import type { Directory } from '@six-order/community/directory';
import type { PublicItem } from '@six-order/community/publication/item';
import type { PublicItemOut } from '../contract/board.ts';
import { handling, saidBefore } from '../order-words/zh.ts';
import { refTo } from '../unit-ref.ts';

export type Out = z.infer<typeof PublicItemOut>;

/** Who works as a person is named by what he is, not by name (domain research 7). */
const PIONEER = '党员先锋';

export function presentItem(item: PublicItem, directory: Pick<Directory, 'unitById'>, base: string): Out {
  const unit = directory.unitById(item.unit);
  const { code = '', name = '', within } = unit ? refTo(directory, unit) : {};
  const team = item.team === null ? PIONEER : (directory.unitById(item.team)?.name ?? PIONEER);
  return {
    alias: item.alias,
    url: `${base}/board/${item.alias}`,
    category: { code: item.category, name: categoryName(item.category) },
    place: { code, name: within === undefined ? name : `${within} · ${name}` },
    status: item.status,
    title: item.title,
    before: item.before,
    after: item.after,
    photos: (item.photos ?? []).map((photo, n) => ({ url: `${base}/api/v1/public/items/${item.alias}/photos/${n}`, ...photo })),
    steps: item.steps?.map((step) => ({ ...step })) ?? null,
    team: item.showsTeam ? team : null,
    days: item.days,
    redone: item.redone ?? 0,
    resultOf: item.resultOf ?? null,
    evaluationOf: item.evaluationOf ?? null,
    stars: item.stars,
    solved: item.solved,
    publishedOn: sayDay(dayOf(item.publishedAt)),
  };
}

/** The headline, where no state stands before it: Chinese, as it is. */
export const headlineSaid = ({ title, status }: Pick<Out, 'title' | 'status'>): string =>
  status === 'reworking' ? `${handling.reworking}，${saidBefore}${title}` : title;

/** What was done, where no heading says of which time: Chinese, as the text is. */
export const resultSaid = ({ after, resultOf }: Pick<Out, 'after' | 'resultOf'>): string | null =>
  after === null || resultOf === null ? after : `第 ${resultOf} 次办理：${after}`;
