using Concord.Kernel.Records;

namespace Concord.Kernel.Tests.Records;

public sealed class PublicationNumbersTests
{
    [Theory]
    [InlineData(PublicationNumber.Isbn, "978-3-16-148410-0", true)]
    [InlineData(PublicationNumber.Isbn, "9783161484100", true)]
    [InlineData(PublicationNumber.Isbn, "0-8044-2957-X", true)]
    [InlineData(PublicationNumber.Isbn, "978 3 16 148410 0", true)]
    [InlineData(PublicationNumber.Isbn, "978-3-16-148410-1", false)]
    [InlineData(PublicationNumber.Isbn, "977-3-16-148410-0", false)]
    [InlineData(PublicationNumber.Isbn, "X-8044-2957-0", false)]
    [InlineData(PublicationNumber.Isbn, "9783161484100 ", false)]
    [InlineData(PublicationNumber.Isbn, "", false)]
    [InlineData(PublicationNumber.Issn, "2049-3630", true)]
    [InlineData(PublicationNumber.Issn, "2434-561X", true)]
    [InlineData(PublicationNumber.Issn, "2049-3631", false)]
    [InlineData(PublicationNumber.Issn, "20493630", false)]
    [InlineData(PublicationNumber.Doi, "10.1000/182", true)]
    [InlineData(PublicationNumber.Doi, "10.1007/978-981-16-3188-7_5", true)]
    [InlineData(PublicationNumber.Doi, "doi:10.1000/182", false)]
    [InlineData(PublicationNumber.Doi, "10.1000/a b", false)]
    [InlineData(PublicationNumber.Doi, "10.1000/<b>", false)]
    [InlineData(PublicationNumber.Doi, "11.1000/182", false)]
    public void A_number_is_right_where_its_form_and_its_check_digit_are(PublicationNumber number, string text, bool isRight) =>
        Assert.Equal(isRight, PublicationNumbers.IsRight(number, text));
}
