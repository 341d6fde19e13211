// What happens next to a dispute or a topic and by when, in a sentence.
import { promisedOf } from '@six-order/api/promised-of-matters';
import type { OrderSummary } from '../../shared/api/client.ts';
import { boot, now } from '../../shared/boot.ts';
import { when } from '../../shared/time.ts';
import { stageWord } from '../../shared/words.ts';

export const nextOf = (
  order: Pick<OrderSummary, 'workflow' | 'state' | 'clocks'>,
): { readonly sentence: string; readonly late: string | null } =>
  promisedOf(order, boot.language, now(), when) ?? { sentence: stageWord(order), late: null };
