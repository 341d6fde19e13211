// Of a relative: for which of those who named him the order is.
import { useEffect } from 'react';
import { f } from '../../shared/ui/form-words.ts';
import { SelectField } from '../../shared/ui/field.tsx';
import { useLive } from '../use-live.ts';

interface Props {
  readonly value: string;
  readonly error: string | undefined;
  readonly set: (person: string) => void;
}

/** How whoever it is for is called here. */
export function NameOf({ person }: { readonly person: string }) {
  const { data } = useLive<'listRelatives'>('/api/v1/me/relatives');
  return <>{data?.of.find((one) => one.person === person)?.name}</>;
}

export function ForWhom({ value, error, set }: Props) {
  const { data } = useLive<'listRelatives'>('/api/v1/me/relatives');
  const only = data?.of.length === 1 ? data.of[0]?.person : undefined;
  useEffect(() => {
    if (only && value === '') set(only);
  }, [only, value, set]);
  if (!data) return null;
  return (
    <SelectField
      id="on-behalf-of"
      label={f.input.onBehalfOf}
      value={value}
      error={error}
      options={data.of.map(({ person, name }) => ({ value: person, label: name }))}
      onChange={set}
    />
  );
}
