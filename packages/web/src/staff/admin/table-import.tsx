// A table that is tried first and brought in then: a file or what is pasted; what is wrong is listed by its line.
import { useState } from 'react';
import { messageOf, Problem } from '../../shared/api/client.ts';
import { TextArea } from '../../shared/ui/field.tsx';
import { inLanguage, w } from '../../shared/words.ts';

const s = inLanguage(
  {
    file: '选一个文件，或粘贴在下面',
    table: '内容',
    needed: '先选文件，或把内容粘贴在下面。',
    tryIt: '先核对',
    bringIn: '导入',
    problems: '没有写入，请改好再来：',
    unread: '这个文件读不出来，请存成 UTF-8 的 CSV 或文本文件，或者粘贴在下面。',
  },
  {
    file: 'Choose a file, or paste it below',
    table: 'What is in it',
    needed: 'Choose a file first, or paste what is in it.',
    tryIt: 'Check it first',
    bringIn: 'Import',
    problems: 'Nothing was written. Put this right first:',
    unread: 'This file cannot be read: save it as CSV or text in UTF-8, or paste it below.',
  },
);

interface Props {
  /** Begins the ids of its fields. */
  readonly name: string;
  readonly hint: string;
  /** What was done, or would be, in words. Rejects with a Problem. */
  readonly send: (table: string, dryRun: boolean) => Promise<string>;
}

export function TableImport({ name, hint, send }: Props) {
  const [table, setTable] = useState('');
  const [said, setSaid] = useState('');
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const read = (file: File | undefined) => {
    if (!file) return;
    file
      .arrayBuffer()
      .then((bytes) => {
        setTable(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
        setProblems([]);
      })
      .catch(() => setProblems([s.unread]));
  };
  const run = (dryRun: boolean) => {
    if (busy) return;
    setSaid('');
    if (table.trim() === '') return setProblems([s.needed]);
    setProblems([]);
    setBusy(true);
    send(table, dryRun)
      .then(setSaid, (error: unknown) => {
        const errors = error instanceof Problem ? error.errors.map(({ message }) => message) : [];
        setProblems(errors.length > 0 ? errors : [messageOf(error)]);
      })
      .finally(() => setBusy(false));
  };
  return (
    <div className="stack">
      <p className="soft">{hint}</p>
      {problems.length > 0 && (
        <div className="notice alarm" role="alert">
          <p>{s.problems}</p>
          <ul className="points">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
      <p role="status" className={said ? 'notice' : 'hidden'}>
        {said}
      </p>
      <div className="field">
        <label htmlFor={`${name}-file`}>{s.file}</label>
        <input
          id={`${name}-file`}
          className="input"
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          onChange={(event) => read(event.currentTarget.files?.[0])}
        />
      </div>
      <TextArea id={`${name}-table`} label={s.table} value={table} onInput={setTable} />
      <div className="buttons">
        <button type="button" className="button" aria-disabled={busy} onClick={() => run(true)}>
          {s.tryIt}
        </button>
        <button type="button" className="button main" aria-disabled={busy} onClick={() => run(false)}>
          {busy ? w.sending : s.bringIn}
        </button>
      </div>
    </div>
  );
}
