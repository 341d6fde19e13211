// Words of placing an order that are read only by those who come to it.
import { inLanguage } from '../../shared/words.ts';

export const p = inLanguage(
  {
    noPhone: '您没有留电话：办理的人没法打给您，办到哪一步，要您自己到这里来看。',
    noPhoneOther: '没有留这位居民的电话：办理的人没法打给他，办到哪一步，要凭单号和查询码来看。',
    leavePhone: '留个电话',
    willCall: '上班时间半小时内，社区窗口会给您打电话，请留意接听。',
    willCallOther: '上班时间半小时内，社区窗口会给这位居民打电话。',
    tooLong: (count: number, most: number) =>
      `您写了 ${count} 个字，最多 ${most} 个字，请删去 ${count - most} 个；写不下的，可以拍照或录音附上`,
  },
  {
    noPhone: 'You leave no telephone number: whoever handles it cannot call you, and you have to look here how far it is.',
    noPhoneOther:
      'There is no telephone number of the resident: nobody can call, and how far it is can be seen only by number and query code.',
    leavePhone: 'Leave a number',
    willCall: 'The community window calls you within half an hour of office time.',
    willCallOther: 'The community window calls the resident within half an hour of office time.',
    tooLong: (count, most) =>
      `You wrote ${count} characters; at most ${most} fit. Take away ${count - most}, or add the rest as a photograph or a recording`,
  },
);
