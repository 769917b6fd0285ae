using Concord.Kernel.Languages;

namespace Concord.Kernel.Tests.Languages;

public sealed class CollationTests
{
    [Theory]
    [InlineData("zh", "北京 重庆 广州 南宁 上海 天津")]
    [InlineData("ko", "가평 강릉 나주 대구 부산 서울 수원 제주 평창")]
    [InlineData("ru", "Ежевика Ёлка Ель Ещё Жук")]
    [InlineData("ru", "берёза берёзка береста Бишкек Ёж Яблоко")]
    [InlineData("en", "Almaty ASEAN Beijing NOWPAP")]
    public void Names_stand_in_the_order_of_their_language(string tag, string inOrder)
    {
        var names = inOrder.Split(' ');
        var language = Language.Find(tag)!;
        Assert.Equal(names, names.Reverse().Order(language.Order));
        Assert.Equal(names, names.OrderBy(name => name, Comparer<string>.Create(language.Collation.Compare)));
    }

    [Fact]
    public void Equal_names_keep_their_order()
    {
        var rows = Enumerable.Range(0, 200).Select(n => (Name: n % 2 == 0 ? "论坛" : "会议", N: n)).ToList();
        var sorted = rows.OrderBy(row => row.Name, Language.Chinese.Order).ToList();
        Assert.Equal(rows.Where(row => row.Name == "会议").Concat(rows.Where(row => row.Name == "论坛")), sorted);
    }
}
