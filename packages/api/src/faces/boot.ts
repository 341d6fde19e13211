// What a shell carries for its first screen, so that a page shows who acts without asking again. Read by both sides.
import type { z } from 'zod';
import type { Me } from '../contract/reference.ts';
import type { SignInReply, SignInWays } from '../contract/sign-in.ts';
import type { Display } from './display.ts';
import type { Answers, Tags } from './first-answers.ts';

export type Language = 'zh' | 'en';

interface Persona {
  readonly persona: string;
  readonly role: string;
  readonly name: string;
  /** The unit of the post; null before anybody is seeded. */
  readonly where: string | null;
}

export interface Boot {
  readonly language: Language;
  /** 长辈模式: larger type, stronger contrast, fewer choices. */
  readonly elder: boolean;
  /** Of both, what holds for this visit only. */
  readonly said: Display['said'];
  /** The system's time when the shell was sent; in the demo it may lie ahead of the wall. */
  readonly now: string;
  /** Null when nobody is signed in. */
  readonly me: z.infer<typeof Me> | null;
  /** Who signed in and has still to say something before the session acts, such as which post; null for all others. */
  readonly standing: z.infer<typeof SignInReply> | null;
  /** Whether somebody signed in with an account: personas of the demo have none. */
  readonly account: boolean;
  /** In which ways one can sign in here. */
  readonly ways: z.infer<typeof SignInWays>;
  /** In demo mode: who one may be. All names are invented. */
  readonly personas: readonly Persona[] | null;
  /** What the page asks first, as the API answers it then. */
  readonly answers: Answers;
  readonly tags: Tags;
}
