// Of which kind an order is, when its category is corrected.
import { useQuery } from '@tanstack/react-query';
import { get, type Order } from '../shared/api/client.ts';
import { named } from '../shared/boot.ts';
import { SelectField } from '../shared/ui/field.tsx';
import { labelOf } from '../shared/ui/json-schema.ts';

interface Ask {
  readonly order: Order;
  readonly id: string;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly set: (value: unknown) => void;
}

/** Kinds with a way of their own, which no correction leads to. */
const apart = ['bypasses-unit', 'discipline-only'];

/** The other kinds that are sealed, or open, as this one is; what stands against one of them the server says. */
export function CategoryPicker({ order, id, value, error, set }: Ask) {
  const { data = [] } = useQuery({
    queryKey: ['categories'],
    queryFn: () => get<'listCategories'>('/api/v1/categories'),
    staleTime: Number.POSITIVE_INFINITY,
    select: ({ categories }) => {
      const isSealed = categories.find(({ code }) => code === order.category)?.sealed;
      return categories
        .filter(
          ({ code, sealed, flags }) =>
            code !== order.category && sealed === isSealed && !apart.some((flag) => flags.includes(flag)),
        )
        .map((category) => ({ value: category.code, label: named(category.name), group: named(category.group.name) }));
    },
  });
  return (
    <SelectField
      id={id}
      label={labelOf('category')}
      error={error}
      value={typeof value === 'string' ? value : ''}
      options={data}
      onChange={set}
    />
  );
}
