// What tells one answer about an order from another: everything that is answered but what was said in words, which changes with the
// revision alone, and how far each word of it is open to this reader now; of a part also whose words it is told in, and whether they
// are there still.
//
// Keeps: I12: made before anything is opened, so that whoever has this answer already opens and logs nothing.
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { ConsentPurpose } from '@six-order/community/privacy/purposes';
import type { AllowedCommand } from './contract/order.ts';
import type { presentationOf } from './present-order.ts';
import type { Presenting } from './presenter.ts';

export function orderTag(
  presentation: ReturnType<typeof presentationOf>,
  allowed: readonly z.infer<typeof AllowedCommand>[],
  { language, reader }: Presenting,
  lacking: readonly ConsentPurpose[],
  told: readonly (string | number | boolean)[],
): string {
  const bare = presentation.with({});
  const said = [
    language,
    reader.person,
    reader.post,
    { ...bare, allowed: allowed.map(({ type }) => type) },
    presentation.opened(),
    lacking,
    told,
  ];
  return `W/"${bare.revision}-${createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 22)}"`;
}
