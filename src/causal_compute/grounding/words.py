"""The words that frame questions: what they ask for, what they say besides, which way things move.

May touch: nothing. Must not know: any thesis. Read only when a lexicon is compiled.

Cues are tried from top to bottom, so their order is part of their meaning. "*" stands for a name, "…" for
anything between; cues are divided by semicolons and lines. English words are compared in the singular,
Chinese ones in simplified script.
"""

__all__ = ["CUES", "FALLING", "FRAMES"]

CUES: tuple[tuple[str, str], ...] = (
    # The only "who" that a causal graph can answer.
    (
        "impact",
        "who is hit; who is hurt; who get hurt; who suffer; who benefit; who lose; who gain; 谁受; 谁会受",
    ),
    # What a causal graph cannot answer, whatever it names: how to do a thing, who, where, the asker's own.
    (
        "",
        """how to; how do i; how can i; how should i; should i; where; who; whom; whose; my; your
        recommend
        我的; 我家; 你的; 你家; 哪里买; 在哪买; 怎么安装; 怎么修; 怎么买; 怎么做; 推荐; 是谁; 谁发明
        谁是""",
    ),
    # A supposition may contain any other question ("what if ... when", "如果 ... 影响什么"): it comes first.
    (
        "what-if",
        """if; what would happen; happens … when; suppose; supposing; assume; assuming; imagine
        without *; in case
        如果; 假如; 假设; 假使; 要是; 倘若; 若是; 的话; 万一; 一旦; 没有了; 没了; 会怎样; 会怎么样
        会如何; 会发生什么; 会出什么事; 怎么办""",
    ),
    # Two names set against each other, whatever else is asked of them ("which comes first").
    (
        "compare",
        """vs; versus; compare; compared; comparison; difference between; rather than; instead of
        than *; which … * or *; * … * … which; * and not *; * but not *; not * but *; * or *
        * … * … differ
        比较; 对比; 相比; 而不是 *; 而非 *; 不是 * 而是 *; * 还是 *; * 比 *; * … * … 区别; * … * … 差别
        * … * … 差异; * … * … 不同; * … * … 哪个; * … * … 哪一个; * … * … 谁""",
    ),
    # What it rests on, even where what is asked about is a bottleneck, or is not here yet.
    (
        "evidence",
        """evidence; proof; prove; proven; is it true; true that; source for; how do we know; how do you know
        what data; data for; what support; cite
        证据; 证明; 依据; 凭据; 论据; 出处; 来源; 什么数据; 哪些数据; 数据支持; 怎么知道; 真的吗
        是真的; 可信""",
    ),
    # What is in the way of a thing. "Yet" and "still" decide before "when" and "why" do.
    (
        "why-not",
        """why not; why no; why isnt; why arent; why wasnt; why hasnt; why havent; why doesnt; why dont
        why didnt; why cant; why wont; why … not; why … never; why … yet; why … still; yet
        hold back; hold … back; held back; holding; block; blocking; blocked; prevent; stop * from
        stop *; stopping *; in the way; missing; lacking; bottleneck; obstacle; hurdle
        还没; 还不; 还未; 还 … 不; 尚未; 没有爆发; 没爆发; 没火; 没起来; 不起来; 未能; 迟迟
        为什么没; 为何没; 为什么不能; 为何不能; 为什么不行; 为什么不火; 卡在; 卡住; 卡脖子; 还差
        差什么; 缺什么; 阻碍; 阻挡; 挡住; 挡路; 瓶颈; 制约; 拖后腿; 什么拦""",
    ),
    # A date. A "when" inside a supposition was taken above.
    (
        "when",
        """when; what year; which year; how long; how soon; what date; how far away; how far off
        timeline
        什么时候; 什么时间; 何时; 几时; 啥时候; 哪年; 哪一年; 几年; 多少年; 多久; 多长时间; 时间表; 哪天""",
    ),
    # The figure itself: evidence too, but "how many years" was a date.
    ("evidence", "how much; how many; 是多少; 多少钱; 有多少; 了多少; 多少"),
    # The causes of a thing, asked for in the words of impact.
    (
        "why",
        """what affect *; what influence *; what drive *; what caused *; what cause *; what determine *
        what … * … depend on; what … * … rely on
        什么影响 *; 什么影响了 *; 什么在影响 *; 受什么影响; 哪些因素; 什么因素; 什么决定 *
        什么推动 *; 什么导致 *""",
    ),
    # From one name to another, or down to the ground.
    (
        "trace",
        """trace; path; chain; root of; from * to *; link between; connection between; lead back
        connect; related; relationship; because of *; * … lead to *; * … affect *; * … impact *
        * … influence *; * … cause *; * … caused *; * … make *; * … made *; * … enable *
        * … enabled *; * … drive *; * … need *; * … require *; * … depend on *; * … rely on *
        追溯; 追到; 追踪; 追根; 溯源; 拆到; 归到; 因果链; 链条; 路径; 根源; 从 * 到 *
        * … * … 关系; * … 影响 *; * … 影响了 *; * … 影响到 *; * … 导致 *; * … 导致了 *
        * … 带来 *; * … 带来了 *; * … 让 *; * … 使 *; * … 需要 *; * … 依赖 *; * … 取决于 *
        * … 离不开 *; * … 决定 *; * … 决定了 *; * … 推动 *; * … 推动了 *; * … 催生 *
        * … 催生了 *""",
    ),
    # Forward: what follows from a thing.
    (
        "impact",
        """affect; affected; impact; effect; consequence; influence; hit; hurt; knock on; ripple
        lead to; enable; downstream; benefit; depend on *; rely on *; need *; follow from
        happens to; change because
        影响; 波及; 冲击; 后果; 连锁; 牵连; 传导; 带来什么; 带来了什么; 带来哪些; 导致什么
        导致了什么; 受益; 受害; 打击; 利好; 利空; 依赖 *; 取决于 *; 意味着""",
    ),
    ("why", "why; 为什么; 为何; 为啥; 凭什么; 怎么会; 因何; 何以"),
)
"""Intent and its cues; "" is no intent. A cue with two names asks for two; "why" is also what remains."""

FALLING = """
fall falling fell drop dropping dropped decline declining decrease decreasing shrink shrinking halt halted
stop stopping stall cut cutting collapse crash dry dried dwindle fail vanish disappear end ended ease no
less fewer lower lowering lowered reduce reduced reducing reduction short shortage scarce scarcity lack
lacking without loss halve halved tumble plunge slump insufficient disrupted disruption interruption
interrupted evaporate nosedive sink weaken squeeze squeezed run-out runs-out ran-out running-out sold-out
give-out
下降 下跌 下滑 下落 降低 降 降了 跌 暴跌 减少 减半 缩减 缩水 萎缩 削减 变少 变低 短缺 不足 不够 缺 缺乏
紧缺 稀缺 停 停止 停摆 停了 没有 切断 失去 失败 中断 断 断供 断了 断掉 消失 枯竭 崩溃 崩盘 受限 跟不上
腰斩 砍 砍掉 大跌 骤降 锐减 告急 吃紧 停滞 缓解 结束 没有了 没了 少了
"""
"""Words that turn a direction: a supply that halts, a shortage that ends. Rising needs no words."""

FRAMES = """
a an the this that these those it its itself he she they them their we us our you i me one root leaf
leaves is are was were be been being am isnt arent wasnt werent do does did done doing dont doesnt didnt
has have had having hasnt havent hadnt can cant could couldnt will wont would wouldnt shall should
shouldnt may might must let get got getting go goes going went gone come coming came become becoming
became make making made take taking took taken give given keep keeping kept seem look looking mean meant
say said tell explain explained describe show ask know think believe want please about above across after
again against all almost already also although always among and any anybody anyone anything around as at
away back because before behind below between both but by down during each either else enough even ever
every everybody everyone everything everywhere exactly far few first for from further here how however if
in instead into just last late lately later least less like likely long lot many more most much near
nearly never new next no nobody none nor not nothing now nowadays of off often on once only onto or other
otherwise out over own past perhaps place point quite rather ready really recent recently same see several
since so some somebody something sometimes somewhere soon still such sudden suddenly than then there
therefore though through thus till time to today together too toward under until up upon very via way well
what whatever when whenever whereas whether which while why with within without yet days year month week
moment era age decade currently finally eventually right good better best bad great big bigger large small
high higher low lower cheap cheaper expensive affordable fast faster slow slower quick quickly strong
stronger weak possible impossible viable feasible practical useful usable popular hot hyped hype trendy
mainstream common widespread important crucial mature economical profitable worth boom booming boomed
explode exploding exploded explosion takeoff rise rising rose risen grow growing grew grown growth surge
surging surged increase increasing increased jump double doubled doubling triple soar soaring arrive
arriving arrived arrival happen happening happened emerge emerging emerged start starting started begin
began begun work working worked use used using user adopt adoption adopted spread spreading appear
appeared succeed success successful trend trending change changing changed move moving improve improving
improved improvement advance expect expected reason cause caused driver drive driving drove explanation
condition factor role part thing kind sort people world ai artificial intelligence tech technology
application app industry sector field market product tool question answer story thesis deck graph claim
list matter mattered need needed require required depend exist existing run running ran actually
basically rapidly steeply sharply anymore continue
continued continuing rest per eh hey hello hi ok okay thanks tldr pls plz
的 了 是 在 和 与 跟 同 及 以及 或 或者 并 而 但 但是 却 也 都 还 又 再 就 才 只 只有 很 太 更 最 比 被 把
让 使 给 对 对于 关于 从 到 向 往 于 以 之 其 这 那 这个 那个 这些 那些 这样 那样 这么 那么 这种 哪 哪些
哪个 什么 啥 谁 怎么 怎样 怎么样 如何 为什么 为何 为啥 为 因为 因何 何以 凭什么 所以 因此 由于 吗 呢 吧 啊
呀 嘛 么 哦 我 我们 你 你们 他 她 它 它们 他们 大家 人们 有 没有 没 不 无 未 会 将 将会 能 能够 可 可以
可能 要 想 应该 得 着 过 来 去 上 下 里 中 内 外 前 后 时 时候 时刻 现在 如今 目前 眼下 当下 今天 今年
明年 去年 最近 近来 近期 未来 以前 以后 之前 之后 突然 忽然 一下子 一夜之间 终于 已经 刚刚 正在 正 开始 仍
仍然 依然 到底 究竟 真的 真正 其实 居然 竟然 火 火了 火爆 爆火 爆发 爆红 走红 流行 兴起 崛起 起飞 起来 热
热门 大热 普及 成熟 成功 成立 成为 变成 变得 变 出现 到来 来了 发生 落地 商用 可行 可用 实现 增长 增加
上升 上涨 提高 提升 增强 加快 加速 翻倍 翻番 暴涨 涨 持续 继续 不断 越来越 快速 迅速 大幅 大 小 多 少 高
低 好 坏 快 慢 强 弱 贵 便宜 重要 关键 厉害 值得 行 成 算 算是 时机 机会 时代 年代 阶段 原因 理由 因素
条件 问题 关系 作用 意义 情况 行业 领域 赛道 市场 产品 应用 技术 工具 人工智能 说 看 做 卖 买 用 跑 赚 花
等 谈 讲 叫 知道 根 叶 叶子 起 住 完 请问 请 告诉 解释 解释一下 说说 讲讲 说明 看看 一下
一个 一些 一种 个 种 些 年 月 日 周 天 几 所有 每 各 全部 整个 其他 需要 依赖 取决于 离不开 决定 推动 导致
引起 造成 带来 产生 发展 变化 趋势 意味着 主要 根本 本质 背后 先 首先 更先 谁先 于是 然后 即 等等 啦 哈
您好 你好 谢谢
"""
"""Words that are no part of what a question is about, so that a longer name never needs them."""
