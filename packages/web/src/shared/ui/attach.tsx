// 附件: photographs, a voice note of a minute, papers. Each is sent as soon as it is chosen; the form keeps its id.
//
// A1: a photograph is made small on this device first: what a telephone takes is too much for a bad network. A2: what was chosen and is
// not there yet is tried again by itself until it is, is refused, or is put away.
import { f } from './form-words.ts';
import { useEffect, useRef, useState } from 'react';
import { isUnheard, useAgain } from '../again.ts';
import { messageOf, type Order, Problem, upload } from '../api/client.ts';
import { when } from '../time.ts';
import { w, wordOf } from '../words.ts';

export interface Attachment {
  readonly id: string;
  readonly kind: 'photo' | 'voice' | 'paper';
}

interface Props {
  readonly id: string;
  readonly label: string;
  readonly value: readonly Attachment[];
  readonly set: (value: readonly Attachment[]) => void;
  readonly error?: string | undefined;
  /** What may be chosen besides photographs. */
  readonly papers?: boolean;
}

/** As many as one command may bring. */
const MOST = 9;
const SIDE = 1280;
const QUALITY = 0.8;

/** Nothing of this kind, or of this size, is ever taken. */
const isRefused = (fault: unknown): boolean => fault instanceof Problem && [413, 415, 422].includes(fault.status);

/** Whether something chosen on this page is still on its way. */
export const isUploading = (form: Element | null): boolean => form?.querySelector('[data-uploading]') != null;

export function Attach({ id, label, value, set, error, papers = false }: Props) {
  const [failure, setFailure] = useState<string | null>(null);
  const [views, setViews] = useState<Readonly<Record<string, string>>>({});
  const latest = useRef(value);
  latest.current = value;
  /** Chosen, and not there yet; `left`: how many. */
  const waiting = useRef<readonly Blob[]>([]);
  const [left, setLeft] = useState(0);
  const sending = useRef(false);
  /** How often it was tried in vain, and what was said of it. */
  const [tries, setTries] = useState(0);
  const inVainSaid = useRef('');
  const wait = (files: readonly Blob[]): void => {
    waiting.current = files;
    setLeft(files.length);
  };
  const send = async (): Promise<void> => {
    if (sending.current) return;
    sending.current = true;
    let inVain = false;
    for (let file = waiting.current[0]; file !== undefined && !inVain; file = waiting.current[0]) {
      const own = file;
      try {
        const sent = await upload(await fitting(own));
        // Put away meanwhile.
        if (!waiting.current.includes(own)) continue;
        const url = URL.createObjectURL(own);
        setViews((before) => ({ ...before, [sent.id]: url }));
        latest.current = [...latest.current, { id: sent.id, kind: sent.kind }];
        set(latest.current);
        // What was refused before it is still said.
        setFailure((before) => (before === inVainSaid.current ? null : before));
      } catch (fault) {
        if (waiting.current.includes(own)) {
          inVain = !isRefused(fault);
          const why = fault instanceof Problem && fault.status === 422 ? fault.errors[0]?.message : undefined;
          const said = isUnheard(fault) ? w.problem.unheard : (why ?? messageOf(fault));
          if (inVain) inVainSaid.current = said;
          setFailure(said);
        }
      }
      if (!inVain) wait(waiting.current.filter((other) => other !== own));
    }
    sending.current = false;
    setTries((before) => (inVain ? before + 1 : 0));
  };
  useAgain(tries, () => void send());
  const add = (files: readonly Blob[]): void => {
    const free = MOST - latest.current.length - waiting.current.length;
    setFailure(files.length > free ? f.attach.most(MOST) : null);
    wait([...waiting.current, ...files.slice(0, free)]);
    void send();
  };
  const putAway = (): void => {
    wait([]);
    setTries(0);
    setFailure(null);
  };
  // That it is to be waited for is over once all is there.
  const shownError = failure ?? (error === f.attach.wait && left === 0 ? undefined : error);
  return (
    <div
      className={shownError ? 'field wrong' : 'field'}
      role="group"
      aria-labelledby={`${id}-label`}
      data-uploading={left > 0 ? '' : undefined}
    >
      <span id={`${id}-label`} className="label">
        {label} <span className="soft">{w.optional}</span>
      </span>
      <span className="hint">{papers ? f.attach.hintAll : f.attach.hint}</span>
      <ul className="attached">
        {value.map((one, index) => (
          <li key={one.id}>
            <View kind={one.kind} src={views[one.id]} name={`${f.attach.kind[one.kind]} ${index + 1}`} />
            <button
              type="button"
              className="button quiet"
              aria-label={`${f.attach.remove} ${f.attach.kind[one.kind]} ${index + 1}`}
              onClick={() => set(value.filter(({ id: other }) => other !== one.id))}
            >
              {f.attach.remove}
            </button>
          </li>
        ))}
      </ul>
      {value.length < MOST && (
        <div className="buttons">
          <label className="button file">
            {papers ? f.attach.addFile : f.attach.add}
            <input
              id={id}
              type="file"
              multiple
              accept={papers ? 'image/*,audio/*,application/pdf' : 'image/*'}
              onChange={(event) => {
                const { currentTarget: input } = event;
                add([...(input.files ?? [])]);
                input.value = '';
              }}
            />
          </label>
          <Recorder add={(voice) => add([voice])} />
        </div>
      )}
      <span role="status" className={left > 0 ? 'hint' : 'hidden'}>
        {left > 0 ? f.attach.sending : ''}
      </span>
      {left > 0 && tries > 0 && (
        <button type="button" className="button quiet" onClick={putAway}>
          {f.attach.putAway(left)}
        </button>
      )}
      {shownError && (
        <span className="error" role="alert">
          {shownError}
        </span>
      )}
    </div>
  );
}

const View = ({
  kind,
  src,
  name,
}: {
  readonly kind: Attachment['kind'];
  readonly src?: string | undefined;
  readonly name: string;
}) =>
  kind === 'photo' && src ? (
    <img src={src} alt={name} />
  ) : kind === 'voice' && src ? (
    <audio controls src={src} aria-label={name} />
  ) : (
    <span className="paper">{name}</span>
  );

/** A photograph no larger than a screen; anything else, and what this browser cannot draw, as it is. */
async function fitting(file: Blob): Promise<Blob> {
  if (!file.type.startsWith('image/')) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
    return small && small.size < file.size ? small : file;
  } catch {
    return file;
  }
}

const SECONDS = 60;

/** 语音: only where the browser can record; at most a minute. */
function Recorder({ add }: { readonly add: (voice: Blob) => void }) {
  const [left, setLeft] = useState<number | null>(null);
  const [refused, setRefused] = useState(false);
  const recorder = useRef<MediaRecorder | null>(null);
  useEffect(() => {
    if (left === null) return undefined;
    if (left <= 0) {
      recorder.current?.stop();
      return undefined;
    }
    const timer = setTimeout(() => setLeft((seconds) => (seconds === null ? null : seconds - 1)), 1_000);
    return () => clearTimeout(timer);
  }, [left]);
  useEffect(() => () => recorder.current?.stream.getTracks().forEach((track) => track.stop()), []);
  if (typeof MediaRecorder === 'undefined' || navigator.mediaDevices?.getUserMedia === undefined) return null;
  const begin = async (): Promise<void> => {
    setRefused(false);
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const own = new MediaRecorder(stream);
      const parts: Blob[] = [];
      own.addEventListener('dataavailable', ({ data }) => parts.push(data));
      own.addEventListener('stop', () => {
        for (const track of stream.getTracks()) track.stop();
        setLeft(null);
        if (parts.length > 0) add(new Blob(parts, { type: own.mimeType.split(';')[0] ?? '' }));
      });
      recorder.current = own;
      own.start();
      setLeft(SECONDS);
    } catch {
      setRefused(true);
    }
  };
  return (
    <>
      <button
        type="button"
        className="button"
        aria-pressed={left !== null}
        onClick={() => (left === null ? void begin() : recorder.current?.stop())}
      >
        {left === null ? f.attach.record : f.attach.stop(left)}
      </button>
      {refused && (
        <span className="error" role="alert">
          {f.attach.noMicrophone}
        </span>
      )}
    </>
  );
}

/** What an order holds, each under what it came with. */
export function Attachments({ order: { id, attachments = [] } }: { readonly order: Order }) {
  if (attachments.length === 0) return null;
  return (
    <section className="card">
      <h2>{f.attach.title}</h2>
      <ul className="attached">
        {attachments.map((one, index) => {
          const src = `/api/v1/orders/${id}/attachments/${one.id}`;
          const name = `${f.attach.kind[one.kind]} ${index + 1}`;
          return (
            <li key={one.id}>
              {one.kind === 'voice' ? (
                <audio controls preload="none" src={src} aria-label={name} />
              ) : (
                <a href={src} target="_blank" rel="noopener">
                  {one.kind === 'photo' ? <img src={src} alt={name} loading="lazy" /> : <span className="paper">{name}</span>}
                </a>
              )}
              <span className="small soft">
                {wordOf(f.attach.about, one.about)} · {when(one.at)}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
