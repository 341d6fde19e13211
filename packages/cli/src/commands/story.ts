// `six-order story [NAME]`: plays an order's life in the terminal, on a throw-away database with a clock that jumps.
import { say } from '../screen.ts';
import { play } from '../story/play.ts';
import { openStage } from '../story/stage.ts';
import { stories } from '../story/stories.ts';
import { linesOf, type Language } from '../story/tell.ts';

interface StoryArguments {
  /** Without it the stories are listed. */
  readonly name: string | undefined;
  readonly language: Language;
}

/** 0 when it ended as it should; 2 when there is no such story. */
export async function story({ name, language }: StoryArguments): Promise<0 | 1 | 2> {
  const told = stories.find((one) => one.name === name);
  if (!told) {
    const list = stories.map((one) => `  ${one.name.padEnd(22)} ${one.title.zh}\n${' '.repeat(25)}${one.title.en}`).join('\n');
    if (name !== undefined) say(`There is no story named ${name}. There are:`);
    process.stdout.write(`${list}\n`);
    return name === undefined ? 0 : 2;
  }
  const stage = await openStage(say);
  try {
    process.stdout.write(
      `\n${language === 'en' ? told.title.en : told.title.zh}\n${language === 'both' ? `${told.title.en}\n` : ''}\n`,
    );
    const { stages } = await play(stage, told, (scene) => {
      for (const line of linesOf(scene, stage.engine.workflows, language)) process.stdout.write(`${line}\n`);
    });
    const asTold = Object.entries(told.ends).every(([label, end]) => stages[label] === end) && stage.undelivered.length === 0;
    if (!asTold) say(`The story did not end as told: ${JSON.stringify({ stages, undelivered: stage.undelivered })}`);
    return asTold ? 0 : 1;
  } finally {
    await stage.close();
  }
}
