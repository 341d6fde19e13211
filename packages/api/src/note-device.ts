// The device that an evaluation came from, kept as a digest that tells nothing of it.
//
// D1: the evaluation stands whatever becomes of this: a fault is logged, and the answer stays the evaluation's own.
import type { Request } from 'express';
import { deviceOf } from '@six-order/community/evaluation/device';
import type { StoredOrder } from '@six-order/engine';
import type { Api } from './api.ts';
import { faultOf } from './problem-handler.ts';

/** Once the evaluation is applied, whichever way it came. */
export async function noteDeviceOf(
  { keyring, clock, noteDevice, log }: Pick<Api, 'keyring' | 'clock' | 'noteDevice' | 'log'>,
  req: Request,
  { id: order, tenant }: Pick<StoredOrder, 'id' | 'tenant'>,
): Promise<void> {
  const at = clock.now();
  const device = deviceOf(keyring.digest, { tenant, address: req.ip ?? '', browser: req.get('user-agent') ?? '', at });
  try {
    await noteDevice({ order, tenant, device, at });
  } catch (error) {
    log.error({ order, fault: faultOf(error) }, 'the device of an evaluation was not noted');
  }
}
