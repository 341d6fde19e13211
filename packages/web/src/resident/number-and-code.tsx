// Number and query code, as they are written down from a receipt.
import type { Reply } from '../shared/api/client.ts';
import { t } from './words.ts';

export const NumberAndCode = ({ order, queryCode }: Pick<Reply<'placeOrder'>, 'order' | 'queryCode'>) => (
  <dl className="facts">
    <div>
      <dt>{t.receipt.number}</dt>
      <dd className="code">{order.number}</dd>
    </div>
    {queryCode && (
      <div>
        <dt>{t.receipt.code}</dt>
        <dd className="code">{queryCode.replace(/^(.{5})/, '$1-')}</dd>
      </div>
    )}
  </dl>
);
