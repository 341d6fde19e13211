// What tells one answer about an order from another: everything that is answered but what was said in words, which changes with the
// revision alone, and how far each word of it is open to this reader now.
//
// Keeps: I12: made before anything is opened, so that whoever has this answer already opens and logs nothing.
import { createHash } from 'node:crypto';
import { placeOf } from '@six-order/community/privacy/field-name';
import { accessOf } from '@six-order/community/privacy/fields';
import type { ConsentPurpose } from '@six-order/community/privacy/purposes';
import type { StoredOrder } from '@six-order/engine';
import type { AllowedCommand } from './contract/order.ts';
import { presentOrder, shownFieldsOf } from './present-order.ts';
import type { Presenting } from './presenter.ts';
import type { z } from 'zod';

export function orderTag(
  order: StoredOrder,
  presenting: Presenting,
  allowed: readonly z.infer<typeof AllowedCommand>[],
  lacking: readonly ConsentPurpose[],
): string {
  const access = accessOf(presenting.reader, order, presenting.now);
  const opened = shownFieldsOf(order).map((name) => {
    const kind = placeOf(order.workflow, name)?.kind;
    return kind === undefined ? 'none' : access(kind);
  });
  const { language, reader } = presenting;
  const types = allowed.map(({ type }) => type);
  const said = [language, reader.person, reader.post, presentOrder(order, presenting, {}, []), types, opened, lacking];
  return `W/"${order.revision}-${createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 22)}"`;
}
