// What a resident may do about a dispute or a topic: what it is called, what follows from it, what is said once it is done.
import type { Order } from '../../shared/api/client.ts';
import { inLanguage } from '../../shared/words.ts';

interface Said {
  readonly name: string;
  readonly hint: string;
  readonly done: string;
}

type Commands = Readonly<Record<'mediation' | 'deliberation', Readonly<Record<string, Said>>>>;

const said = inLanguage<Commands>(
  {
    mediation: {
      withdraw: {
        name: '撤回调解申请',
        hint: '这件事是您申请的，您随时可以撤回。撤回以后就不再调解了。要是又需要，可以再申请。',
        done: '已经撤回，不再调解，对方会收到通知。',
      },
      correct: {
        name: '更正电话',
        hint: '留错了、换号了、原来没留的，在这里改。新号码只给受理的调解员看，对方看不到。',
        done: '已经更正。',
      },
      decline: {
        name: '不愿意调解',
        hint: '这件事是对方申请的，您可以不接受。调解自愿，不愿意可以不调，不用说理由。调解就此结束，会告诉双方还有哪些途径。',
        done: '已经记下，调解结束。',
      },
      refuseMediator: {
        name: '换一位调解员',
        hint: '觉得这位调解员不合适，比如和对方是亲戚，可以换人，不用说理由。换了就不能再换回这一位，他也不再看到内容；要等另一位受理，这一级调解的期限照走；那里没有别人能办的，马上转上一级。',
        done: '已经记下，会由另一位来受理。',
      },
    },
    deliberation: {
      withdraw: {
        name: '撤回议题',
        hint: '撤回以后就不再议了。要是又需要，可以再提。',
        done: '议题已经撤回。',
      },
    },
  },
  {
    mediation: {
      withdraw: {
        name: 'Withdraw it',
        hint: 'You asked for it, and can take it back at any time. There is no mediation then. You can ask again when you need to.',
        done: 'It is withdrawn; the other side is told.',
      },
      correct: {
        name: 'Correct the telephone',
        hint: 'If it was wrong, has changed or was not left. Only the mediator who takes it on sees the new one, never the other side.',
        done: 'It is put right.',
      },
      decline: {
        name: 'I do not want mediation',
        hint: 'The other side asked for it, and you need not agree. It is voluntary, and you need not say why. The mediation ends, and both sides are told of other ways.',
        done: 'Noted: the mediation has ended.',
      },
      refuseMediator: {
        name: 'Another mediator, please',
        hint: 'If this one does not suit you, because of kinship with the other side or for any reason, somebody else takes it on. This one cannot come back and reads it no more; the time for this rung runs on meanwhile; where nobody else there may, it goes up at once.',
        done: 'Noted: somebody else takes it on.',
      },
    },
    deliberation: {
      withdraw: {
        name: 'Withdraw the topic',
        hint: 'It is not talked about then. You can propose it again.',
        done: 'The topic is withdrawn.',
      },
    },
  },
);

export const commandSaid = (workflow: string, type: string): Said | undefined =>
  (said as Readonly<Record<string, Readonly<Record<string, Said>>>>)[workflow]?.[type];

/** Whoever asked for mediation takes it back; that somebody does not want it is for the other side to say. */
export const isForOthers = ({ workflow, allowed }: Pick<Order, 'workflow' | 'allowed'>, command: string): boolean =>
  workflow === 'mediation' && command === 'decline' && allowed.some(({ type }) => type === 'withdraw');
