// The device that a request came from, as a digest that tells nothing of it.
import type { Request } from 'express';
import { deviceOf } from '@six-order/community/evaluation/device';
import type { Api } from './api.ts';

export const deviceAt = ({ keyring, clock }: Pick<Api, 'keyring' | 'clock'>, req: Request, tenant: string): Uint8Array =>
  deviceOf(keyring.digest, { tenant, address: req.ip ?? '', browser: req.get('user-agent') ?? '', at: clock.now() });
