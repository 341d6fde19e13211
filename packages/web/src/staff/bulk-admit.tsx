// 成批受理: several of one desk at once, each as a command of its own. What could not be admitted is named and stays.
import { useState } from 'react';
import { messageOf, newKey, type OrderSummary, post } from '../shared/api/client.ts';
import { t } from './words.ts';

interface Props {
  readonly orders: readonly OrderSummary[];
  readonly done: () => Promise<unknown>;
}

interface Result {
  readonly admitted: number;
  readonly failed: readonly { readonly number: string; readonly why: string }[];
}

export function BulkAdmit({ orders, done }: Props) {
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<Result | null>(null);
  const admit = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    let admitted = 0;
    const failed: { number: string; why: string }[] = [];
    for (const { id, number, revision } of orders) {
      await post<'sendCommand'>(`/api/v1/orders/${id}/commands`, { type: 'admit', revision, input: {} }, newKey()).then(
        () => (admitted += 1),
        (error: unknown) => failed.push({ number, why: messageOf(error) }),
      );
    }
    setResult({ admitted, failed });
    setBusy(false);
    await done();
  };
  return (
    <div className="stack bulk" role="status">
      {orders.length > 0 && (
        <button type="button" className="button main wide" aria-disabled={busy} onClick={() => void admit()}>
          {busy ? t.admitting : t.admitPicked(orders.length)}
        </button>
      )}
      {result && result.admitted > 0 && <p className="notice">{t.admitted(result.admitted)}</p>}
      {result && result.failed.length > 0 && (
        <div className="notice alarm">
          <p>{t.notAdmitted(result.failed.length)}</p>
          <ul>
            {result.failed.map(({ number, why }) => (
              <li key={number}>
                {number} · {why}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
