// A table that may be wider than its screen: it scrolls by itself, by keyboard too.
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** Heads of the columns, by any name of theirs. */
  readonly columns: Readonly<Record<string, string>>;
  /** Its rows. */
  readonly children: ReactNode;
}

export const WideTable = ({ title, columns, children }: Props) => (
  <div className="scroll" tabIndex={0} role="group" aria-label={title}>
    <table>
      <thead>
        <tr>
          {Object.entries(columns).map(([key, name]) => (
            <th key={key} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);
