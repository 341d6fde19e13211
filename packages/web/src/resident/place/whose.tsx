// Of whoever is in a post that places orders for others: whose matter this one is. Of his own he is the resident, and evaluates it himself.
import type { Reply } from '../../shared/api/client.ts';
import { Choices } from '../../shared/ui/field.tsx';
import { ownOnly } from './draft.ts';
import { p } from './words.ts';

interface Props {
  readonly me: Reply<'getMe'>;
  readonly own: boolean;
  readonly set: (own: boolean) => void;
}

/** A resident is never asked, nor a relative, who places for those alone who named him. */
export const Whose = ({ me, own, set }: Props) =>
  ownOnly(me) || me.post.role === 'relative' ? null : (
    <Choices
      id="whose"
      label={p.whose}
      value={own ? 'own' : 'other'}
      options={[
        { value: 'other', label: p.whoseOther },
        { value: 'own', label: p.whoseOwn, hint: p.whoseOwnHint },
      ]}
      onChange={(value) => set(value === 'own')}
    />
  );
