// The scope in which a machine is asked for its next state. Its actor never runs and only lends it: what the machine would do comes as data.
import type { AnyActorScope, AnyStateMachine, createActor as CreateActor } from 'xstate';

/** What a machine asked for; whoever asks takes it out. */
interface AskedAction {
  readonly type: string;
  readonly params: unknown;
}

/** `createActor`: of the library that made the machine. */
export function inertScope(
  createActor: typeof CreateActor,
  machine: AnyStateMachine,
): { readonly scope: AnyActorScope; readonly actions: AskedAction[] } {
  const actions: AskedAction[] = [];
  const self = createActor(machine);
  const nothing = () => {};
  const scope = {
    self,
    system: self.system,
    id: '',
    sessionId: '',
    logger: nothing,
    defer: nothing,
    emit: nothing,
    stopChild: nothing,
    actionExecutor: (action: AskedAction) => actions.push(action),
  } as unknown as AnyActorScope;
  return { scope, actions };
}
