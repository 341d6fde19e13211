// Surnames by what else the character is: how much it takes to believe that it begins a name.

/** Surnames that hardly ever are another word. */
export const plainSurnames: ReadonlySet<string> = new Set(
  '王李张刘陈杨赵吴周徐孙朱胡郭何罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛阎潘杜戴夏钟汪姜范廖韦陆岑覃班贺蒙冉樊邹莫邱秦侯尹黎谭郝龚邵钱严武孟顾郎余付崔卞岳翟聂龙黄雷林熊欧阳赖温康田牟申伍骆祝耿邢阮柯兰舒向',
);
/** Of these, those that a single character may follow anywhere: 韦文, 李海. */
export const surest: ReadonlySet<string> = new Set('韦岑覃冉廖潘蒋蔡卢邓彭吕薛谭邹袁冯郑郭徐赵刘陈李吴王罗');
/** Prepositions, adverbs, verbs: names only where a name is announced. */
export const particles: ReadonlySet<string> = new Set(
  '和于向从应时连都有能经同单全当容任那双封成平通满空相查常别利令计生谈后公由多让还本对',
);
/** Things and qualities: names with a title, or beside a mark. */
export const things: ReadonlySet<string> = new Set('家万高安车路花房毛步印台山农明黑白金管习荣包项水石方');
