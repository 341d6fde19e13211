// What is said of an order in names and values.
import { tongueOf } from '../shared/boot.ts';

/** One without a value is left out. */
type Fact = readonly [name: string, value: string | undefined | null | false];

export const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <section className="card">
    <dl className="facts">
      {facts.map(([name, value]) =>
        value ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd lang={tongueOf(value)}>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  </section>
);
