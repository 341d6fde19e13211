// One question on one screen: what it asks, what is wrong with the answer, and the way on.
import { isTelephone } from '@six-order/api/telephone';
import { boot } from '../../shared/boot.ts';
import { f } from '../../shared/ui/form-words.ts';
import { type FormEvent, type ReactNode, useState } from 'react';
import { isUploading } from '../../shared/ui/attach.tsx';
import { type Errors, Summary, useFound } from '../../shared/ui/field.tsx';
import { w } from '../../shared/words.ts';
import { t } from '../words.ts';
import type { Draft } from './draft.ts';
import { type Community, isUnserved } from './places.ts';
import { p } from './words.ts';

/** Characters of an order's text. */
const MOST = 2_000;

export const steps = ['what', 'where', 'text', 'contact', 'check'] as const;
export type Step = (typeof steps)[number];

/** A relative places for who named him, and says for whom. */
const forOthersAlone = boot.me?.post.role === 'relative';

/** What is still to be answered on a screen, by field. */
export function wrong(step: Step, draft: Draft, served: readonly Community[]): Errors {
  switch (step) {
    case 'what':
      return draft.category === '' ? { what: w.field.chosen(t.place.what) } : {};
    case 'where':
      return {
        ...(draft.community === '' && { community: w.field.chosen(t.place.community) }),
        ...(isUnserved(draft.community, served) && { community: t.place.notServed }),
        ...(draft.building === '' && { building: w.field.chosen(t.place.building) }),
      };
    case 'text':
      if (draft.text.trim().length > MOST) return { text: p.tooLong(draft.text.trim().length, MOST) };
      return saidNothing(draft) && draft.join === '' ? { text: t.place.tooShort } : {};
    case 'contact':
      return {
        ...(forOthersAlone && draft.onBehalfOf === '' && { 'on-behalf-of': w.field.chosen(f.input.onBehalfOf) }),
        ...((draft.phone.trim() !== '' || draft.callBack) && !isTelephone(draft.phone) && { phone: p.telephone }),
      };
    case 'check':
      return {};
  }
}

const saidNothing = ({ text, files }: Draft): boolean => text.trim() === '' && !files.some(({ kind }) => kind === 'voice');

/** The order's text: what was typed, or that it is spoken, or that a neighbour has said it. */
export const textOf = (draft: Draft): string => draft.text.trim() || (saidNothing(draft) ? p.meTooSaid : t.place.spoken);

export interface Own {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly next: () => void;
}

interface QuestionProps {
  readonly title: string;
  readonly hint: string;
  /** What is still to be answered, by field. */
  readonly still: Errors;
  readonly next: () => void;
  readonly children: (errors: Errors) => ReactNode;
}

export function Question({ title, hint, still, next, children }: QuestionProps) {
  /** A photograph that was on its way: whether it has come is seen when it is sent again. */
  const [waits, setWaits] = useState<Errors>({});
  const { beside, summary, find } = useFound({ ...still, ...waits });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const uploading: Errors = isUploading(event.currentTarget as Element) ? { files: f.attach.wait } : {};
    const lacks = { ...still, ...uploading };
    setWaits(uploading);
    find(lacks);
    if (Object.keys(lacks).length === 0) next();
  };
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <h1 tabIndex={-1}>{title}</h1>
      <p>{hint}</p>
      <Summary errors={summary} />
      {children(beside)}
      <button type="submit" className="button main wide">
        {t.place.next}
      </button>
    </form>
  );
}
