// Of a dispute or a topic in a list: what comes next.
import type { OrderSummary } from '../../shared/api/client.ts';
import { nextOf } from './next.ts';

export const MatterLine = ({ order }: { readonly order: OrderSummary }) => <>{nextOf(order).sentence}</>;
