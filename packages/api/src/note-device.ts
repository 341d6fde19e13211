// The device that an evaluation came from, kept as a digest that tells nothing of it.
import type { Request } from 'express';
import { deviceOf } from '@six-order/community/evaluation/device';
import { noteDevice } from '@six-order/community/evaluation/mark-store';
import type { StoredOrder } from '@six-order/engine';
import type { Api } from './api.ts';

/** Once the evaluation is applied, whichever way it came. */
export async function noteDeviceOf(
  { keyring, clock, tables }: Pick<Api, 'keyring' | 'clock' | 'tables'>,
  req: Request,
  { id: order, tenant }: Pick<StoredOrder, 'id' | 'tenant'>,
): Promise<void> {
  const at = clock.now();
  const device = deviceOf(keyring.digest, { tenant, address: req.ip ?? '', browser: req.get('user-agent') ?? '', at });
  await noteDevice(tables, { order, tenant, device, at });
}
