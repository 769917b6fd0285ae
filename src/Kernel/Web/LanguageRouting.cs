using Concord.Kernel.Languages;
using Concord.Kernel.Records;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Concord.Kernel.Web;

/// <summary>The route constraint <c>language</c>: the first part of an address is a language of the interface.</summary>
internal sealed class LanguageConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        Language.Find(values[routeKey] as string) is not null;
}

/// <summary>The route constraint <c>kind</c>: the plural of a record kind.</summary>
internal sealed class KindConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        RecordKinds.FromPlural(values[routeKey] as string) is not null;
}
