// The words of `--help` in Chinese. What they are about is called as the environment and the commands call it.
const environment = `
在代码目录里这样运行：\`npm run six-order -- 命令\`；\`npm start\` 就是其中的 start，\`npm run bench\` 就是 bench。
In English: LANG=C before the command. 各命令的报告是英文的。

环境变量（\`npm run six-order -- doctor\` 会列出当前生效的）：
  PORT, HOST         在哪里监听（3000, 127.0.0.1）；端口写 0 就用任一空闲端口
  SIX_ORDER_DATA     存放内置数据库、密钥和日志的文件夹（.six-order）
  DATABASE_URL       改用自己的 PostgreSQL（15 及以上）；须同时给出 SIX_ORDER_KEYS
  REDIS_URL          队列改用 Redis 或 Valkey，写几个主机就是集群（不写：队列放在 PostgreSQL 里）
  SIX_ORDER_DEMO     on 或 off：演示人物、可拨的时钟、演示街道（用内置数据库时为 on）
  SIX_ORDER_KEYS     主密钥，“版本:BASE64”，32 字节，用逗号隔开（不写：生成在数据文件夹里）
  SIX_ORDER_LEDGER   记录删除的台账文件（数据文件夹里的 erasures.jsonl）
  SIX_ORDER_BACKUP_KEY  备份用的密钥或口令
  PUBLIC_URL         对外的网址，用在通知的链接里（不写：按访问的地址）
  SIX_ORDER_PROXIES  可信的代理地址或网段，由它们说明来访者是谁（只信本机）
  SIX_ORDER_SMS_URL, SIX_ORDER_SMS_SECRET
                     发短信验证码和通知的接口（带签名）；须是 https 和公网地址，除非
                     SIX_ORDER_WEBHOOK_PRIVATE=on（不写：除演示外不能用手机号登录）
  SIX_ORDER_SMTP_URL, SIX_ORDER_MAIL_FROM
                     发通知的邮件服务器 smtps://用户:密码@主机:465，和发件人（不写：不发邮件）
  SIX_ORDER_OIDC_ISSUER, SIX_ORDER_OIDC_CLIENT_ID, SIX_ORDER_OIDC_CLIENT_SECRET
                     县里的统一身份认证；须同时给出 PUBLIC_URL。SIX_ORDER_OIDC_CLAIM 是其中
                     写着工作人员账号的那一项（preferred_username）

退出码：0 办成，1 没办成，2 命令写错了。`;

export const zh = {
  /** Of the parts of a page of help, by what they are called in English. */
  titles: {
    'Usage:': '用法：',
    'Arguments:': '参数：',
    'Options:': '选项：',
    'Global Options:': '总选项：',
    'Commands:': '命令：',
  } as Readonly<Record<string, string>>,
  program: '一件事从点单到评单：点单 派单 接单 督单 晒单 评单',
  version: '显示版本号',
  help: '显示这一命令的帮助',
  seeHelp: (called: string) => `（怎么写见 \`npm run six-order -- ${called}--help\`）`,
  choices: '可选：',
  preset: '默认：',
  environment,
  where: `
环境变量：
  PORT, HOST         在哪里监听（3000, 127.0.0.1）；端口写 0 就用任一空闲端口
其余可设的见 \`npm run six-order -- --help\`。`,
  wrong: {
    id: '编号是 UUID，以报告和接口里显示的为准。',
    between: (least: number, most: number) => `要写 ${least} 到 ${most} 之间的数。`,
    scopes: '权限是 read、write、reveal，用逗号隔开。',
  },
  json: {
    report: '报告用 JSON 输出',
    where: '在哪里运行，用一行 JSON 输出',
    rows: '报告用 JSON 输出，未收和有疑问的每一行都在内',
    everyRow: '报告用 JSON 输出，每一行都在内',
    plan: '计划用 JSON 输出',
    it: '用 JSON 输出',
    invitation: '邀请用 JSON 输出',
    key: '密钥用 JSON 输出',
    list: '列表用 JSON 输出',
  },
  county: '哪个县（库里有几个县时）',
  dryRun: '只说会做什么，什么也不写',
  start: {
    about: '升级数据库、建好演示街道，在一个进程里提供接口和后台处理，按 Ctrl-C 结束',
    dev: '网页直接取自源代码，改了马上看到；只用于本机的演示',
  },
  api: '只提供接口；后台处理在别处运行',
  worker: '只做后台处理：到点的时限、通知和推送；可以同时运行几个',
  migrate: {
    about: '把数据库升级到这一版；新版进程启动以前运行',
    orders: '再把在办的单转到最新版流程，每单记一条日志，并补上旧版进程写的单在各工作台上的标签；中断了再运行一次',
    after: '\n旧版进程不认得新版流程，转过去的单它不再处理：等旧版进程都停了再用 --orders。',
  },
  backup: {
    about: '把不能重做的内容加密备份，期间照常办公',
    file: '一个新文件',
    after: '\nSIX_ORDER_BACKUP_KEY 是密钥或口令。备份里有：所有的表（含登录账号）、附件；没有：主密钥、删除台账、队列。',
  },
  restore: {
    about: '把备份恢复到空数据库，逐单核验，并把备份以后删除过的再删一次',
    file: '`six-order backup` 写的文件',
    withoutLedger: '只在从来没有过台账（记录删除的文件）时用：不对照台账，备份以后删除过的会重新出现',
    after: '\nSIX_ORDER_BACKUP_KEY 和 SIX_ORDER_KEYS 用备份当时的。',
  },
  erase: {
    about: '永久销毁一单里的个人信息；日志保留，仍可核验',
    order: '单的编号',
  },
  retention: {
    about: '到了保存期限的个人信息：先出计划，两人签字，再由后台销毁',
    show: '列出到期的，以及每份计划的签字和执行情况',
    plan: '试算：列出有内容到期的每一单，什么也不改',
    sign: '在计划上签字；个人信息保护负责人和档案管理员都签了才执行',
    id: '计划的编号',
    post: '签字人岗位的编号：岗位须是 dpo 或 archives',
  },
  keys: {
    about: '封存个人信息的主密钥',
    list: '列出各版本，以及各封存了多少',
    add: '新增一把密钥，先分发，`keys rotate` 以后才启用',
    rotate: '启用最新的密钥，逐一换封，期间照常办公；中断了再运行一次',
  },
  seed: {
    about: '建好演示街道，每种人物一人一岗；已有的不动',
    past: '没有单时，再补上最近几周各种状态的单，和第一次启动时一样',
  },
  import: {
    about: '把别的系统的记录连同经过一起导入成单；再运行一次就接着做，做完的不变',
    file: '带表头的 CSV 文件（UTF-8）',
    profile: '文件按哪种格式读：boston311',
    ended: '只导入文件里已办结的；不加这一项，没办结的也导入，时限接着走，下次启动就触发文件截止以来到期的提醒和督办卡',
    after: '\n导入期间不能有别的进程用这个数据库。没收的行写在报告里，有行号和原因；不算导入失败。',
  },
  units: {
    about: '县里的组织单元：街道、社区、网格、楼栋、组织、服务点',
    import: '从县文件（JSON）或表格（CSV）导入组织单元；再运行一次什么也不变',
    file: '县文件 .json，或带表头的 CSV 文件（UTF-8：编码,名称,类型,上级 …）',
    dryRun: '逐行说会做什么，什么也不写',
    partial: '有的行不合要求，也导入其余的；不写的话，一行不合要求就都不导入',
  },
  rules: {
    about: '县里自己定的规定，代替默认的：职责、权限、限额、环节、时限',
    import: '从表格导入规定，要么全部导入要么都不导入；再运行一次什么也不变',
    file: 'CSV 文件（UTF-8）：kind,key,unit,value,document,from,to（value 用 JSON 写）',
    county: '哪个县；不写就是库里唯一的那个',
  },
  calendar: {
    about: '计算时限用的工作日历',
    import: '导入每年的放假通知，要么全部导入要么都不导入',
    file: '通知原文存成的文本文件（UTF-8，连标题），或 CSV：kind,name_zh,name_en,from,to,days',
    importCounty: '只给一个县；不写就给库里所有的县',
    recount: '重算在办的单：导入中断以后，或县里另有放假安排时',
    recountCounty: '只算一个县',
    show: '列出某年的工作日、节假日和办公时间',
    year: '例如 2026',
    path: '组织树上的位置，例如 u522326.u004，看它另定的日子和时间',
  },
  staff: {
    about: '工作人员的账号',
    invite: '给在岗的人开账号，打印一次性的邀请码，用来设置密码',
    post: '岗位的编号',
    username: '登录用的账号，例如工号（不写就自动生成）',
    reset: '口令器和恢复码都丢了的，一并作废',
  },
  key: {
    about: '别的系统用的密钥，一把对应一个岗位',
    make: '新建一把密钥并打印出来，只显示这一次',
    post: '以哪个岗位办事：岗位的编号',
    name: '给哪个系统用',
    scopes: 'read、write、reveal，用逗号隔开',
    days: '有效多少天',
    aMinute: '每分钟最多请求几次',
    list: '列出密钥，不显示密钥本身',
    revoke: '马上作废一把密钥',
    id: '以 `key list` 里显示的为准',
  },
  doctor: {
    about: '检查程序是否在运行、配置、数据库、密钥、队列和积压，并说该怎么办',
    after: '\n发现问题时退出码为 1。用内置数据库时，检查期间会把它启动起来。',
  },
  redeliver: {
    about: '原因消除后，把没送到的事（doctor 里的 dead letters）再办一次',
    number: '由哪一单提出的，写单号；那一单已不在的，写 doctor 里显示的编号；不写就是全部',
  },
  setAside: {
    about: '没送到的事（doctor 里的 dead letters）看过了、不用再办的，记一笔了结；不写单号就列出来',
    number: '由哪一单提出的，写单号；那一单已不在的，写 doctor 里显示的编号',
    by: '谁定的；会留存',
    why: '为什么不用办；脱敏后留存，不要写居民的信息',
    only: '有几件时只了结这一件，写显示出来的编号',
    all: '有几件时全部了结，先逐件看过',
  },
  story: {
    about: '在终端里演一单的一生，用完即弃的数据库：每一步、每个时限、每句解释',
    name: '哪个故事；不写就列出来',
    language: '用哪种文字',
  },
  bench: {
    about: '在同一数据库上，把这台机器和基准相比',
    rest: '原样交给测试程序',
  },
};
