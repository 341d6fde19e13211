// Words of placing an order that are read only by those who come to it.
import { inLanguage } from '../../shared/words.ts';

export const p = inLanguage(
  {
    noPhone: '您没有留电话：办理的人没法打给您，办到哪一步，要您自己到这里来看。',
    noPhoneOther: '没有留这位居民的电话：办理的人没法打给他，办到哪一步，要凭单号和查询码来看。',
    leavePhone: '留个电话',
    ownPhone: '这是您登录用的号码，可以改，也可以清空',
    otherGroup: '不是这一类，换一类',
    chosen: (name: string) => `您选的是：${name}`,
    danger: '如果有人有生命危险，请马上打电话，不要等：',
    dangerCall: { 110: '110 报警', 119: '119 火警、燃气、电梯困人', 120: '120 急救' },
    discipline: '这类线索请直接向纪检监察机关反映，这里不保存内容：',
    disciplineCall: '12388 举报电话',
    instead: '想请人来调解、来商量？',
    mediate: '想请人当面调解',
    nameHint: '和电话一起留，办理的人才看得到',
    nameAlone: (name: string) => `${name}（没有电话，姓名不会交给办理的人）`,
    telephone: '请填写能打通的电话：手机号码是 11 位，例如 13800000000；座机 7 到 8 位，外地的前面加区号，例如 0859-7654321',
    willCall: '上班时间半小时内，社区窗口会给您打电话，请留意接听。',
    willCallOther: '上班时间半小时内，社区窗口会给这位居民打电话。',
    tooLong: (count: number, most: number) =>
      `您写了 ${count} 个字，最多 ${most} 个字，请删去 ${count - most} 个；写不下的，可以拍照或录音附上`,
    meToo: '已有邻居反映过这类事，是同一件吗？',
    meTooHint: '是同一件就点“我也一样”：并在一起办，不用再等受理，办完通知您，一样请您评价。',
    meTooOne: '我也一样',
    meTooDay: (day: string) => `${day}有人反映，还没办完`,
    meTooLook: '在公开栏上看看这一件',
    meTooNone: '不是同一件，或者说不准',
    meTooSaid: '我家也遇到了。',
    consents: '这类事可能涉及的信息，请您单独决定',
    consentsHint: '不勾也照样受理，随时可以在“我的信息”里改。',
    consentsTell:
      '这类事项要由本人（不满十四周岁的由监护人）单独同意。请先告诉对方：同不同意都照常受理；没有同意的，不要写这些内容。对方同意的，请本人在“我的信息”里勾选，或由窗口登记。',
    consentWithout: '不同意的：',
    linked: '已关联到走访单。',
    notLinked: '没有自动关联上：请回到走访单，用“关联点单”补上。',
    toVisit: '回到走访单',
    taken: (mine: string) =>
      `先前从这里提交的已经收到了，内容和现在的不同，所以没有再收一次。要补充、更正或撤回，请到“${mine}”里打开它；现在写的要是另一件事，请点“这是另一件事”。`,
    another: '这是另一件事，另外提交',
    asSomebodyElse:
      '这台设备现在登录的不是写这一单的人，或者不是当时的岗位，所以没有提交。您填的内容还在：请用原来的身份登录，再回到这一页提交。',
    drop: '不提交了',
    dropHint: '您写的会从这台设备上删掉，不能恢复。',
    dropNow: '删掉，不提交了',
    confidential: '这类事保密：只有受理和承办的人能看，办完也不公开。',
  },
  {
    noPhone:
      'You leave no telephone number: whoever handles it cannot call you, and you will have to look here to see how it is going.',
    noPhoneOther:
      'There is no telephone number of the resident: nobody can call, and how it is going can be seen only by number and query code.',
    leavePhone: 'Leave a number',
    ownPhone: 'This is the number that you sign in with; change it or clear it as you like',
    otherGroup: 'It is of another kind',
    chosen: (name) => `You chose: ${name}`,
    danger: 'If somebody’s life is in danger, do not wait. Call now:',
    dangerCall: { 110: '110 police', 119: '119 fire, gas, trapped in a lift', 120: '120 ambulance' },
    discipline: 'Please tell this to discipline inspection directly; nothing about it is kept here:',
    disciplineCall: '12388 reporting line',
    instead: 'Is it to be talked over, rather than done?',
    mediate: 'I would rather have a mediator',
    nameHint: 'Goes to whoever handles it together with a telephone number only',
    nameAlone: (name) => `${name} (without a number the name is not passed on)`,
    telephone:
      'Please give a number that reaches you: 11 digits of a mobile, such as 13800000000, or a landline, with its area code where it is of another area, such as 0859-7654321',
    willCall: 'The community window calls you within half an hour of office time.',
    willCallOther: 'The community window calls the resident within half an hour of office time.',
    tooLong: (count, most) =>
      `You wrote ${count} characters; at most ${most} fit. Take away ${count - most}, or add the rest as a photograph or a recording`,
    meToo: 'Neighbours have told us of this kind of thing. Is it the same?',
    meTooHint:
      'If so, choose “Me too”: it is handled together and need not be admitted again. You are told what came of it, and asked how it went.',
    meTooOne: 'Me too',
    meTooDay: (day) => `told on ${day}, not done yet`,
    meTooLook: 'See it on the public board',
    meTooNone: 'It is something else, or I am not sure',
    meTooSaid: 'I have the same trouble.',
    consents: 'What such a matter may touch on: yours to decide, one by one',
    consentsHint: 'It is taken in just the same without; change your mind at any time under “My data”.',
    consentsTell:
      'This kind asks for consents of the person, or of the guardian of a child under 14. Tell them first that the order is taken either way, and leave such details out where they do not agree. They give a consent under “My data”, or at the window.',
    consentWithout: 'Without: ',
    linked: 'It is linked to the visit.',
    notLinked: 'It could not be linked to the visit: please link it from there.',
    toVisit: 'Back to the visit',
    taken: (mine) =>
      `What you sent from here before has been received, and it is not what is written here now, so nothing was received a second time. To add to it, correct it or withdraw it, open it under “${mine}”; if this is another matter, say so.`,
    another: 'This is another matter: send it too',
    asSomebodyElse:
      'Somebody else is signed in on this device now, or you are in another post, so it was not sent. What you wrote is kept: sign in as you were, then send it from this page.',
    drop: 'Do not send it',
    dropHint: 'What you wrote is deleted from this device, and cannot be brought back.',
    dropNow: 'Delete it',
    confidential: 'This kind is confidential: only those who take it in and handle it read it, and it is not published.',
  },
);
