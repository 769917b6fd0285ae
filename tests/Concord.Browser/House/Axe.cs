using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Concord.Browser.House;

/// <summary>
/// Axe, run within the page that it looks at. The package for Playwright opens a second window for each look and carries all that it has seen there and back,
/// so that it can put the parts of frames together; the pages of the house have no frames.
/// </summary>
internal static class Axe
{
    private const string Look = """
        async rules => {
            if (document.querySelector('iframe, frame, object, embed'))
                return ['frames: what is in a frame is not looked at'];
            const options = { resultTypes: ['violations'], selectors: false };
            if (rules.length > 0)
                options.runOnly = { type: 'rule', values: rules };
            const { violations, passes } = await axe.run(document, options);
            if (violations.length + passes.length === 0)
                return ['axe: no rule looked at anything'];
            return violations.flatMap(violation => violation.nodes.slice(0, 3).map(node => `${violation.id} (${violation.help}): ${node.html}`));
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What is wrong with the page as it stands: for each rule that it breaks the first places.</summary>
    /// <param name="page">The page.</param>
    /// <param name="rules">The rules to look at; all that axe has, unless some are named.</param>
    public static async Task<IEnumerable<string>> FaultsAsync(IPage page, params string[] rules)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(Script);
        return (await page.EvaluateAsync<JsonElement>(Look, rules)).EnumerateArray().Select(fault => fault.GetString()!);
    }
}
